import { checkoutJa } from './checkout/checkoutJa.js';
import type { Messages } from './Messages.js';

/** Japanese, for `<BillingProvider locale={ja}>`. In the bundle only where it is imported. */
export const ja: Messages = {
  locale: 'ja',
  button: {
    idle: 'カードを登録して申し込む',
    loading: '決済画面を準備しています',
    window: '決済画面で続けてください',
    redirecting: '決済ページへ移動しています',
    charging: 'お支払いを処理しています',
    paused: 'インターネット接続を待っています',
    succeeded: 'お申し込みが完了しました',
    cancelled: 'カードを登録して申し込む',
    failed: 'もう一度試す',
    retryCharge: 'お支払いをもう一度試す',
    verifyCharge: 'お支払い結果を再確認する',
    oneMoreClick: 'もう一度押して決済画面を開く',
    payAnyway: 'それでも支払う',
  },
  useAnotherCard: '別のカードを使う',
  cancel: 'キャンセル',
  status: {
    idle: '',
    loading: '決済画面を開いています。少々お待ちください。',
    window: '開いた決済画面でカードを登録してください。',
    redirecting: '決済ページで登録が終わると、この画面に戻ります。',
    charging: '処理が終わるまで、このページを閉じないでください。',
    paused: 'インターネットに再接続すると、処理を続けます。',
    succeeded: 'カードを登録し、サブスクリプションを開始しました。',
    cancelled: 'カードの登録をキャンセルしました。いつでもやり直せます。',
  },
  unverifiedCharge:
    'カードの登録とお支払いは行われましたが、結果をまだ確認できていません。再度のお支払いはせず、結果をもう一度ご確認ください。',
  pgMessage: 'カード会社からの案内',
  errors: {
    invalid_request: 'お支払い情報に誤りがあり、決済画面を開けませんでした。カスタマーサポートにお問い合わせください。',
    invalid_configuration:
      '決済の設定に誤りがあり、決済画面を開けませんでした。カスタマーサポートにお問い合わせください。',
    no_customer: 'カードの登録にはログインが必要です。ログインしてから、もう一度押してください。',
    consent_missing: '必須の規約に同意すると続けられます。',
    order_failed: 'ご注文を作成できませんでした。しばらくしてからもう一度押してください。',
    busy: '別のお支払いが進行中です。終わってからもう一度押してください。',
    sdk_load_failed: '決済画面を読み込めませんでした。接続または広告ブロックの設定を確認し、もう一度押してください。',
    sdk_load_timeout: '決済画面の読み込みに時間がかかっています。しばらくしてからもう一度押してください。',
    sdk_missing: '決済画面を読み込めませんでした。広告ブロックをオフにして、もう一度押してください。',
    sdk_error: '決済画面を開くときに問題が起きました。もう一度押してください。',
    needs_click: '決済画面の準備ができました。もう一度押してください。',
    window_timeout: '決済画面が開きませんでした。接続を確認し、もう一度押してください。',
    window_closed: '登録が終わる前に決済画面が閉じました。もう一度押してください。',
    window_covered:
      'この画面では決済画面を表示できません。開いているウィンドウを閉じてもう一度試すか、カスタマーサポートにお問い合わせください。',
    no_channel: '現在このお支払い方法は使えません。別の方法を選ぶか、カスタマーサポートにお問い合わせください。',
    popup_blocked: 'ブラウザーがポップアップをブロックしました。許可してからもう一度押してください。',
    refused: 'カードを登録できませんでした。カード情報を確認するか、別のカードをお試しください。',
    invalid_answer: 'カード登録の結果を確認できませんでした。お支払い履歴を確認し、もう一度押してください。',
    charge_failed:
      'カードは登録できましたが、お支払いが完了しませんでした。カードを入力し直さずに、もう一度お支払いできます。',
    unresolved_charge:
      '以前のお支払いの結果をまだ確認できていません。先にお支払い履歴をご確認ください。それでも支払う場合は、ボタンを押してください。',
    already_charged: '以前のお支払いが完了していることを確認しました。再度支払う前に、お支払い履歴をご確認ください。',
    already_settled: 'このお支払いはすでに処理されています。お支払い履歴を確認してください。',
    nothing_to_retry: 'もう一度試すお支払いはありません。お支払い履歴を確認してください。',
    cancelled: 'カードの登録をキャンセルしました。',
  },
  orderRefusals: {
    subscription_exists: 'すでにご利用中です。ご利用中のプランをご確認ください。',
    trial_used: '無料体験のご利用は一度限りです。別のプランをお選びください。',
  },
  purposes: {
    register: {
      button: {
        idle: 'カードを登録する',
        charging: 'カードを登録しています',
        succeeded: 'カードを登録しました',
        cancelled: 'カードを登録する',
        retryCharge: 'カードの登録を続ける',
      },
      status: { succeeded: 'カードを登録しました。お支払いは発生していません。' },
      errors: {
        charge_failed: 'カードの登録が完了しませんでした。カードを入力し直さずに、続けて登録できます。',
      },
    },
    change: {
      button: {
        idle: 'カードを変更する',
        charging: 'カードを変更しています',
        succeeded: 'カードを変更しました',
        cancelled: 'カードを変更する',
        retryCharge: 'カードの変更を続ける',
      },
      status: {
        succeeded: 'カードを変更しました。次回から新しいカードでお支払いになります。',
        cancelled: 'カードの変更をキャンセルしました。現在のカードを引き続き使います。',
      },
      errors: {
        charge_failed: 'カードの変更が完了しませんでした。カードを入力し直さずに、続けて変更できます。',
        cancelled: 'カードの変更をキャンセルしました。',
      },
    },
    trial: {
      button: {
        idle: 'カードを登録して無料で始める',
        charging: '無料体験を開始しています',
        succeeded: '無料体験を開始しました',
        cancelled: 'カードを登録して無料で始める',
        retryCharge: '無料体験をもう一度開始する',
      },
      status: { succeeded: 'カードを登録し、無料体験を開始しました。本日のお支払いはありません。' },
      errors: {
        charge_failed:
          'カードは登録できましたが、無料体験を開始できませんでした。カードを入力し直さずに、もう一度試せます。',
      },
    },
  },
  checkout: checkoutJa,
};
