/** What the SDK says through `alert()`; the page's code learns nothing of it. */
export const alertTexts = {
  noParams: '결제 요청 정보가 전달되지 않았습니다. IMP.request_pay의 파라미터를 확인해주세요.',
  beforeInit: '가맹점 식별코드가 설정되지 않았습니다. IMP.init을 먼저 호출해주세요.',
  popupBlocked: '팝업이 차단되어 결제창을 열 수 없습니다. 브라우저의 팝업 차단을 해제한 뒤 다시 시도해주세요.',
  internal: '결제창을 여는 중에 오류가 발생했습니다. 잠시 후 다시 시도해주세요.',
} as const;
