import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ReactNode, useState } from 'react';

export function MuiDialog({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <Dialog open={isOpen} onClose={() => setOpen(false)}>
      <DialogTitle>MUI</DialogTitle>
      <DialogContent>{children}</DialogContent>
    </Dialog>
  );
}
